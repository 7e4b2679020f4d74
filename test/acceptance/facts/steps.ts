import type { Step } from '../context';

export const FACT_STEPS_OF_BEGIN: readonly Step[] = [];
export const FACT_STEPS_OF_FINISH: readonly Step[] = [];
