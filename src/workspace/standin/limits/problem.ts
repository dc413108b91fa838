import type { z } from 'zod';

/** One thing that Slack would refuse; the shape of blocks.validate. `pointer` is a JSON pointer into the payload. */
export type Problem = { pointer: string; code: string; message: string; constraint: unknown };

/** How chat methods and views list the same: `must be … [json-pointer:/blocks/0/text]`. */
export function inSlackWords(problems: Problem[]): string[] {
  return problems.map((problem) => `${problem.message} [json-pointer:${problem.pointer}]`);
}

export function failed(path: PropertyKey[], message: string, constraint: unknown = null): Problem {
  return { pointer: pointerOf(path), code: 'failed_constraint', message, constraint };
}

/** What a schema found wrong with a payload, in Slack's words. */
export function problemsOf(schema: z.ZodType, payload: unknown): Problem[] {
  const read = schema.safeParse(payload);
  return read.success ? [] : read.error.issues.flatMap((issue) => inWords(issue, payload));
}

function inWords(issue: z.core.$ZodIssue, payload: unknown): Problem[] {
  const { path } = issue;
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        ...failed(path, `no more properties allowed: ${key}`, { type: 'unknown_property', got: key }),
        code: 'unknown_property',
      }));
    case 'invalid_type': {
      if (at(payload, path) !== undefined)
        return [failed(path, `must provide ${article(issue.expected)}`, { type: issue.expected })];
      const field = String(path.at(-1));
      return [{ ...failed(path.slice(0, -1), `missing required field: ${field}`, { field }), code: 'missing_field' }];
    }
    case 'invalid_union': {
      const got = at(payload, path);
      if (got === undefined)
        return [{ ...failed(path.slice(0, -1), 'missing required field: type'), code: 'missing_field' }];
      return [{ ...failed(path, `unsupported type: ${String(got)}`, { type: 'enum', got }), code: 'unsupported_type' }];
    }
    case 'too_big':
      return [failed(path, tooMuch(issue.origin, Number(issue.maximum)), { maximum: issue.maximum })];
    case 'too_small':
      return [failed(path, tooLittle(issue.origin, Number(issue.minimum)), { minimum: issue.minimum })];
    case 'invalid_value':
      return [failed(path, `must be one of: ${issue.values.join(', ')}`, { type: 'enum', expected: issue.values })];
    default:
      return [failed(path, issue.message)];
  }
}

function tooMuch(origin: string, most: number): string {
  if (origin === 'string') return `must be less than ${most + 1} characters`;
  return origin === 'array' ? `no more than ${most} items allowed` : `must be at most ${most}`;
}

function tooLittle(origin: string, least: number): string {
  if (origin === 'string') return `must be more than ${least - 1} characters`;
  return origin === 'array' ? `no less than ${least} items allowed` : `must be at least ${least}`;
}

function article(expected: string): string {
  return /^[aeio]/.test(expected) ? `an ${expected}` : `a ${expected}`;
}

function at(payload: unknown, path: PropertyKey[]): unknown {
  return path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key], payload);
}

function pointerOf(path: PropertyKey[]): string {
  return path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
