import type { AppLink } from './app-link.ts';
import type { Faults } from './faults.ts';
import type { ApiCall, StandInOptions } from './stand-in.ts';
import type { Workspace } from './workspace.ts';

/** What every part of the stand-in may reach. */
export type Context = {
  options: StandInOptions;
  workspace: Workspace;
  faults: Faults;
  calls: ApiCall[];
  app: AppLink;
  /** What is still to happen; given up when the stand-in closes. */
  timers: Set<NodeJS.Timeout>;
  /** `http://127.0.0.1:PORT`, once the server listens. */
  url(): string;
};
