import { checkMessage } from '../limits/message.ts';
import { checkView } from '../limits/view.ts';
import type { Json } from '../workspace.ts';
import { invalidArguments, type Method, SlackRefusal } from './method.ts';

export const apps: Record<string, Method> = {
  'apps.connections.open': {
    scopes: ['connections:write'],
    token: 'app',
    tier: 1,
    run: (context) => ({ url: context.app.sockets.newUrl(context.url()) }),
  },
  'blocks.validate': {
    scopes: [],
    token: 'none',
    tier: 3,
    run(_context, args) {
      const given = ['blocks', 'message', 'view'].filter((name) => args[name] !== undefined);
      if (given.length !== 1) throw invalidArguments('provide exactly one of blocks, message, view');
      const errors = problemsOf(args);
      if (errors.length > 0) throw new SlackRefusal(`invalid_${given[0]}`, { errors });
      return {};
    },
  },
};

function problemsOf(args: Json) {
  if (args.view !== undefined) return checkView(args.view as Json);
  const message = (args.message ?? { blocks: args.blocks }) as Json;
  const refused = checkMessage({
    text: '',
    blocks: (message.blocks ?? []) as Json[],
    attachments: (message.attachments ?? []) as Json[],
  });
  if (refused && refused.problems.length === 0) {
    return [{ pointer: '', code: refused.error, message: refused.error, constraint: null }];
  }
  return refused?.problems ?? [];
}
