/** A command that could not do what it was asked; the message is one line for a person. */
export class CommandFailure extends Error {
  constructor(
    message: string,
    readonly exitCode = 1,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'CommandFailure';
  }
}
