/** What programs put there by themselves: file names and guesses. */
const notWritten = /automatically generated|^\S+\.\w{2,4}$/i;

/** An image's description where a person wrote one of several words, else empty. */
export function alternativeText(description: string | undefined): string {
  const text = (description ?? '').replace(/\s+/g, ' ').trim();
  return notWritten.test(text) || !/\p{L}\s+\p{L}/u.test(text) ? '' : text;
}
