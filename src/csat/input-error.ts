/**
 * The asker's mistake: a bad option, an unknown zone, a line that cannot be read.
 * The message is one sentence for that person: what was found, what was expected, what to do.
 * The command line answers it with exit code 2, Slack with an ephemeral answer.
 */
export class InputError extends Error {
  override name = 'InputError';
}
