import type { Handler } from 'aws-lambda';
import { liveDependencies } from '../../rule/dependencies';
import { dispatch } from './dispatch';

const dependencies = liveDependencies();

/** The stack's one Lambda, for Config and for the runbook: with two, the code would not fit into the template twice. */
export const handler: Handler<unknown, string | number | undefined> = (event) => dispatch(dependencies, event);
