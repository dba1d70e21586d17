/** A value fit to be shown: the password within a URL is left out. */
export function maskPassword(value: string): string {
  return value.replace(/^(\w+:\/\/[^/@]*:)[^/@]*@/, '$1***@');
}
