// A thread does not inherit the loader of TypeScript: this file, which needs none, registers it first.
import { register } from 'tsx/esm/api';

register();
await import('./gap-thread.ts');
