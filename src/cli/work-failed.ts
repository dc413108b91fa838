/** The work was asked rightly and could not be done, or not all of it. The message is one sentence; exit code 1. */
export class WorkFailed extends Error {
  override name = 'WorkFailed';
}
