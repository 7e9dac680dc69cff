import { randomUUID } from 'node:crypto';
import type { JsonObject } from './json.js';
import { clipSeconds, falModel } from './falModels.js';

/** How one job goes. Times are in milliseconds. */
export interface JobPlan {
  /** Time in the queue, then with a runner. */
  readonly queuedMs: number;
  readonly runningMs: number;
  /** Instead of times: what each status request in turn is told; complete after the last. */
  readonly states: readonly ('IN_QUEUE' | 'IN_PROGRESS')[] | undefined;
  /** Runs until `finish(requestId)`. */
  readonly hold: boolean;
  readonly logs: readonly string[];
  /** The job ends COMPLETED with an error, and its result is this reply. */
  readonly failure: JobFailure | undefined;
  /** How many pictures come out. `undefined`: as many as the input asks for. */
  readonly images: number | undefined;
  readonly nsfw: boolean;
  /** Billable units; `undefined`: by the endpoint's unit. */
  readonly units: number | undefined;
  /** Whether `x-fal-billable-units` comes with the result. */
  readonly tellsUnits: boolean;
  /**
   * Where result files are: this server; `https://v3.fal.media` as in life; an http address of another origin;
   * a `file:` address; or nowhere, without a `url`.
   */
  readonly fileUrl: 'own' | 'fal' | 'foreign' | 'file' | 'none';
  readonly seed: number | undefined;
}

export interface JobFailure {
  readonly status: number;
  readonly body: unknown;
  readonly error: string;
  readonly errorType?: string;
  /** Charged although it failed, as a 422 after GPU time may be. */
  readonly billed?: boolean;
}

export const plainJob: JobPlan = {
  queuedMs: 0,
  runningMs: 0,
  states: undefined,
  hold: false,
  logs: ['Loading model', 'Generating'],
  failure: undefined,
  images: undefined,
  nsfw: false,
  units: undefined,
  tellsUnits: true,
  fileUrl: 'own',
  seed: undefined,
};

export type JobState = 'IN_QUEUE' | 'IN_PROGRESS' | 'COMPLETED';

/** A job as the provider keeps it, whatever becomes of the client. */
export interface FalJob {
  readonly requestId: string;
  /** Full endpoint id it was submitted to. */
  readonly endpoint: string;
  readonly input: JsonObject;
  readonly plan: JobPlan;
  /** Milliseconds since the epoch. */
  readonly sentAt: number;
  endedAt: number | undefined;
  state: JobState;
  cancelled: boolean;
  /** Set once the job has run; the units the account was charged. */
  billedUnits: number | undefined;
  /** The reply to the result request, made once. */
  output: unknown;
  polls: number;
  finishNow: boolean;
}

export function createJob(endpoint: string, input: JsonObject, plan: JobPlan): FalJob {
  return {
    requestId: randomUUID(),
    endpoint,
    input,
    plan,
    sentAt: Date.now(),
    endedAt: undefined,
    state: 'IN_QUEUE',
    cancelled: false,
    billedUnits: undefined,
    output: undefined,
    polls: 0,
    finishNow: false,
  };
}

/** Brings a job to where it stands now. `polled`: a status request asks, which counts for planned states. */
export function advance(job: FalJob, polled: boolean): void {
  if (job.state === 'COMPLETED') return;
  job.state = nextState(job, polled);
  if (job.state === 'COMPLETED') complete(job);
}

function nextState(job: FalJob, polled: boolean): JobState {
  const { plan } = job;
  if (job.finishNow || job.cancelled) return 'COMPLETED';
  if (plan.states !== undefined) {
    if (!polled) return job.state;
    job.polls += 1;
    return plan.states[job.polls - 1] ?? (plan.hold ? 'IN_PROGRESS' : 'COMPLETED');
  }
  const elapsed = Date.now() - job.sentAt;
  if (elapsed < plan.queuedMs) return 'IN_QUEUE';
  return plan.hold || elapsed < plan.queuedMs + plan.runningMs ? 'IN_PROGRESS' : 'COMPLETED';
}

function complete(job: FalJob): void {
  job.endedAt = Date.now();
  const isFree = job.cancelled || (job.plan.failure !== undefined && job.plan.failure.billed !== true);
  job.billedUnits = isFree ? 0 : unitsOf(job);
}

/** How many pictures a job makes. */
export function imageCount({ plan, input }: FalJob): number {
  const asked = input['num_images'];
  return plan.images ?? (typeof asked === 'number' ? asked : 1);
}

function unitsOf(job: FalJob): number {
  return job.plan.units ?? falModel(job.endpoint).units({ images: Math.max(1, imageCount(job)), seconds: clipSeconds(job.input) });
}

/** `fal-ai/flux-pro/v1.1-ultra` is polled at `fal-ai/flux-pro`; workflows and comfy keep three parts. */
export function appOf(endpoint: string): string {
  const parts = endpoint.split('/');
  return parts.slice(0, parts[0] === 'workflows' || parts[0] === 'comfy' ? 3 : 2).join('/');
}

/** How a failed job reads in the list of requests. */
export function statusCodeOf({ cancelled, plan }: FalJob): number {
  return cancelled ? 499 : (plan.failure?.status ?? 200);
}
