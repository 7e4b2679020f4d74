/** In dollars, in us-east-1. AWS: "AWS Config pricing", "AWS Systems Manager pricing", "Amazon CloudWatch pricing". */
const PRICES = { item: 0.003, evaluation: 0.001, step: 0.002, metricMonth: 0.3, alarmMonth: 0.1 };
const DAYS = 30;

/** A day with the stacks deployed: an evaluation each hour records at least one result. */
const DAY = 24 * PRICES.evaluation + (5 * PRICES.metricMonth) / DAYS + (3 * PRICES.alarmMonth) / DAYS;
/** Of Config, if the recorder records every type. */
const ITEMS = 100;
const RESULTS = 80;
/** Of all runs: by hand, of the probe, held, and those that delete. */
const STEPS = 120;

/** What both phases cost at most, in one sentence. */
export function costText(): string {
  const once = ITEMS * PRICES.item + RESULTS * PRICES.evaluation + STEPS * PRICES.step;
  return (
    `begin and finish together cost about ${dollars(once + DAY)} (${RESULTS} evaluations, ${STEPS} steps of runs, ` +
    `${ITEMS} configuration items), and ${dollars(DAY)} for each further day until finish or clean`
  );
}

function dollars(amount: number): string {
  return `$${amount.toFixed(2)}`;
}
