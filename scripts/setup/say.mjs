/** What stops a command, as one sentence for the person who typed it. */
export class SetupError extends Error {}

export function say(line) {
  process.stdout.write(`${line}\n`);
}

/** Runs a command-line program; a `SetupError` ends it with its sentence alone, anything else is a bug and shows its stack. */
export async function main(program) {
  try {
    process.exitCode = await program(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`${error instanceof SetupError ? error.message : (error?.stack ?? error)}\n`);
    process.exitCode = 1;
  }
}
