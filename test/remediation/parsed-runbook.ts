import { parse } from 'yaml';
import { runbook } from '../../remediation/runbook';
import { type Reference, type Runbook, type Step, parseDocument, substitute } from '../../sandbox/index';

export const FUNCTION = 'arn:aws:lambda:us-east-1:111122223333:function:reader';

/** The runbook's text. */
export const TEXT = runbook({ ruleName: 'my-rule', functionArn: FUNCTION, logGroupName: '/my/log' });

/** The runbook as the local SSM reads it. */
export const RUNBOOK: Runbook = parseDocument(parse(TEXT));

export function stepNamed(name: string): Step {
  const step = RUNBOOK.steps.find((candidate) => candidate.name === name);
  if (!step) throw new Error(`the runbook has no step ${name}`);
  return step;
}

/** The outputs of other steps that a step names in its inputs. */
export function outputsNamedBy({ inputs }: Step): Extract<Reference, { kind: 'output' }>[] {
  const named: Extract<Reference, { kind: 'output' }>[] = [];
  substitute(inputs, (reference) => {
    if (reference.kind === 'output') named.push(reference);
    return '';
  });
  return named;
}

/** The choices of a step that branches. */
export function choicesOf({ inputs }: Step): { readonly NextStep: string; readonly StartsWith: string }[] {
  const choices: unknown[] = Array.isArray(inputs['Choices']) ? inputs['Choices'] : [];
  return choices.map((choice) => {
    const [NextStep, StartsWith] = ['NextStep', 'StartsWith'].map((key): unknown =>
      typeof choice === 'object' && choice !== null ? Reflect.get(choice, key) : undefined,
    );
    return { NextStep: String(NextStep), StartsWith: String(StartsWith) };
  });
}

/** A step of a path, and how it ended. */
export interface Visit {
  readonly step: Step;
  readonly succeeded: boolean;
  /** The choice that a branch made; undefined for its Default, and for any other step. */
  readonly choice?: string;
}
