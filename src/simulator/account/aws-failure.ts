/** AWS refuses a call: its error code and message, as its API answers them. */
export class AwsFailure extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly statusCode = 400,
  ) {
    super(message);
    this.name = "AwsFailure";
  }
}
