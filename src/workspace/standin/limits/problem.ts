/** One thing that Slack would refuse; the shape of blocks.validate. `pointer` is a JSON pointer from the payload. */
export type Problem = { pointer: string; code: string; message: string; constraint: unknown };

/** How chat methods and views list the same: `must be … [json-pointer:/blocks/0/text]`. */
export function inSlackWords(problems: Problem[]): string[] {
  return problems.map((problem) => `${problem.message} [json-pointer:${problem.pointer}]`);
}
