/** What the command ends with; scripts may tell cases apart. Listed in the usage text. */
export const EXIT_CODES = {
  done: 0,
  failed: 1,
  nothingToImport: 2,
  noServer: 3,
  alreadyImported: 4,
  wrongUse: 64,
  stopped: 130,
} as const;
export type ExitCode = (typeof EXIT_CODES)[keyof typeof EXIT_CODES];

/** An expected end of the command; the message was written for the user. */
export class CommandFailure extends Error {
  readonly exitCode: ExitCode;

  constructor(exitCode: ExitCode, message: string) {
    super(message);
    this.name = 'ExpectedError';
    this.exitCode = exitCode;
  }
}
