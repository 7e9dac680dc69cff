/** Marks what the driver says of its progress among everything that VS Code prints to its console. */
export const benchLine = '[galley bench] ';

/** What one window measured in its extension host; written beside its workspace as `<workspace>.json`. */
export interface HostReport {
  readonly posts: number;
  /** Loading and running what activation takes, as `extension.activate()` takes it. */
  readonly activateMs: number;
  /** Until a command that does nothing has run: the rest of Galley is loaded by then. */
  readonly loadMs: number;
  /** CPU that the extension host uses while nothing happens, this measurement included. */
  readonly idleCpuShare: number;
  readonly phases: readonly Phase[];
  /** The longest first. */
  readonly stalls: readonly Stall[];
  readonly problems: number;
  readonly heapMb: Heap;
}

export interface Phase {
  readonly name: string;
  /** Whether Galley had part in it: VS Code alone finds and reads the files before. */
  readonly isOurs: boolean;
  readonly wallMs: number;
  /** Of all threads of the extension host. */
  readonly cpuMs: number;
  /** As `monitorEventLoopDelay` has it. */
  readonly longestStallMs: number;
  /** The most CPU that the extension host's own thread used in one stall: what is left of it on a computer that is idle. */
  readonly longestRunMs: number;
}

export interface Stall {
  readonly phase: string;
  readonly ms: number;
  /** CPU of the extension host's own thread meanwhile: far less than `ms` when the computer was busy with others. */
  readonly runningMs: number;
  /** Of which the garbage collector ran. */
  readonly gcMs: number;
  /** When it began, in the microseconds of a CPU profile. */
  readonly at: number;
}

export interface Heap {
  readonly before: number;
  readonly indexed: number;
  readonly diagnosed: number;
  /** What objects of VS Code's API hold that say the same problems, made once more. */
  readonly problems: number;
}

/** The phases that targets are held against. */
export const phaseNames = {
  find: 'VS Code alone: find the posts',
  workspaceRead: 'VS Code alone: read them by workspace.fs',
  nodeRead: 'VS Code alone: read them by node:fs',
  activate: 'activate and load Galley',
  index: 'index every post',
  diagnose: 'diagnose every post',
} as const;
