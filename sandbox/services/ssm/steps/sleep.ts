import { type Action, type Inputs, StepFailure } from './action';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** "Automation supports a maximum delay of 604800 seconds (7 days)." */
const MAXIMUM = 7 * DAY;

/** AWS: "aws:sleep – Delay an automation", Systems Manager User Guide */
export const sleep: Action = {
  outputs: [],
  customOutputs: false,
  maxSeconds: Infinity,
  check(inputs) {
    inputs.only('Duration', 'Timestamp');
  },
  async run(inputs, context) {
    const now = context.now();
    const until = wakingTime(inputs, now);
    if (until - now > MAXIMUM) {
      throw StepFailure.inputs(`A delay of ${(until - now) / SECOND} seconds is more than the maximum of 604800.`);
    }
    await context.sleepUntil(Math.min(until, context.deadline));
    if (until > context.deadline) throw StepFailure.timeout();
    return {};
  },
};

function wakingTime({ Duration, Timestamp }: Inputs, now: number): number {
  if ((Duration === undefined) === (Timestamp === undefined)) {
    throw StepFailure.inputs('aws:sleep takes either a Duration or a Timestamp.');
  }
  return Duration === undefined ? timeOf(Timestamp) : now + lengthOf(Duration);
}

/** ISO 8601 with a zone: a local time would have no meaning here. */
function timeOf(timestamp: unknown): number {
  const [text = '', day] =
    /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/.exec(String(timestamp)) ?? [];
  const time = Date.parse(text);
  // Date.parse takes 30 February for 2 March.
  const exists = !Number.isNaN(time) && new Date(`${day}T00:00:00Z`).toISOString().startsWith(`${day}`);
  if (!exists) throw StepFailure.inputs(`The Timestamp "${String(timestamp)}" is no ISO 8601 time.`);
  return time;
}

function lengthOf(duration: unknown): number {
  const iso = /^P(?!$)(?:(\d{1,9})D)?(?:T(?!$)(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9}(?:\.\d{1,3})?)S)?)?$/;
  const match = typeof duration === 'string' ? iso.exec(duration) : null;
  if (!match) throw StepFailure.inputs(`The Duration "${String(duration)}" is no ISO 8601 duration.`);
  const [, days = '0', hours = '0', minutes = '0', seconds = '0'] = match;
  return Number(days) * DAY + Number(hours) * HOUR + Number(minutes) * MINUTE + Math.round(Number(seconds) * SECOND);
}
