import { BEGINNINGS } from '../../remediation/confirmation';
import { type Step, following } from '../../sandbox/index';
import { choicesOf, outputsNamedBy, RUNBOOK, stepNamed, type Visit } from './parsed-runbook';

/** Every way through the runbook, from its first step: each step succeeds or fails, each branch takes each choice. */
function paths(step: Step | undefined, before: readonly Visit[] = []): (readonly Visit[])[] {
  if (!step) return [before];
  return visitsOf(step).flatMap(({ jump, ...visit }) =>
    paths(following(RUNBOOK.steps, step, { ...visit, ...(jump !== undefined && { jump }) }), [...before, visit]),
  );
}

function visitsOf(step: Step): (Visit & { readonly jump?: string })[] {
  const fails = { step, succeeded: false };
  // A sleep of a fixed length cannot fail.
  if (/^PT\w+$/.test(String(step.inputs['Duration']))) return [{ step, succeeded: true }];
  if (step.actionName !== 'aws:branch') return [{ step, succeeded: true }, fails];
  const choices = choicesOf(step).map(({ NextStep, StartsWith }) => ({
    step,
    succeeded: true,
    jump: NextStep,
    choice: StartsWith,
  }));
  return [...choices, { step, succeeded: true, jump: String(step.inputs['Default']) }, fails];
}

const ALL = paths(RUNBOOK.steps[0]);
const named = (path: readonly Visit[]) =>
  path.map(({ step, succeeded }) => `${step.name}${succeeded ? '' : ' fails'}`).join(' > ');
const has = (path: readonly Visit[], name: string, succeeded?: boolean) =>
  path.some(({ step, ...visit }) => step.name === name && (succeeded ?? visit.succeeded) === visit.succeeded);
/** A run is Failed if a critical step fails: RequireClearAnswer and EndAsFailed are there to fail. */
const isFailed = (path: readonly Visit[]) => path.some(({ step, succeeded }) => !succeeded && step.isCritical);

describe('On every path through the runbook', () => {
  it('some paths delete, some keep, some wait and some fail', () => {
    expect(ALL.length).toBeGreaterThan(50);
    expect(ALL.filter((path) => has(path, 'DeleteLoginProfile', true)).length).toBeGreaterThan(4);
    expect(ALL.filter((path) => has(path, 'WaitSeconds')).length).toBeGreaterThan(4);
  });

  it('a step names only outputs of steps that have succeeded before it', () => {
    for (const path of ALL) {
      for (const [index, { step }] of path.entries()) {
        const there = new Set(path.slice(0, index).flatMap((visit) => (visit.succeeded ? visit.step.name : [])));
        const missing = outputsNamedBy(step).filter((output) => !there.has(output.step));
        expect([named(path), step.name, missing]).toEqual([named(path), step.name, []]);
      }
    }
    expect(RUNBOOK.outputs).toEqual([]);
  });

  it('the deletion follows one answer only, and follows it directly', () => {
    const deletions = ALL.flatMap((path) => {
      const index = path.findIndex(({ step }) => step.name === 'DeleteLoginProfile');
      return index < 0 ? [] : [path[index - 1]];
    });

    expect(new Set(deletions.map((visit) => visit?.step.name))).toEqual(new Set(['Decide', 'DecideAgain']));
    expect(new Set(deletions.map((visit) => visit?.choice))).toEqual(
      new Set([BEGINNINGS.inactive, `"${BEGINNINGS.inactive}`]),
    );
  });

  it('the deletion, successful or failed, is reported once, in the next step', () => {
    for (const path of ALL) {
      const index = path.findIndex(({ step }) => step.name === 'DeleteLoginProfile');
      const told = path.flatMap(({ step }, place) => (step.name.startsWith('Tell') ? [place] : []));
      expect([named(path), told]).toEqual([named(path), index < 0 ? told.slice(0, 1) : [index + 1]]);
    }
  });

  it('a failed deletion ends as Failed, whatever follows, and a successful one does not', () => {
    for (const path of ALL.filter((one) => has(one, 'DeleteLoginProfile'))) {
      const fails = has(path, 'DeleteLoginProfile', false);
      expect([named(path), isFailed(path), path.at(-1)?.step.name]).toEqual([
        named(path),
        fails,
        fails ? 'EndAsFailed' : 'End',
      ]);
    }
  });

  it('the answer "later" ends the run at once: nothing is reported or evaluated', () => {
    const later = ALL.filter((path) => path.some(({ choice }) => choice?.includes(BEGINNINGS.later)));

    expect(later.length).toBeGreaterThan(2);
    for (const path of later) expect(path.at(-1)?.step.name).toBe('End');
    expect(later.filter((path) => path.some(({ step }) => /^(Tell|Evaluate|Delete)/.test(step.name)))).toEqual([]);
  });

  it('anything but an answer leads to the step that fails, and nowhere else', () => {
    const unclear = ALL.filter((path) =>
      path.some(({ step, succeeded, choice }) => step.actionName === 'aws:branch' && succeeded && choice === undefined),
    );

    expect(unclear.length).toBeGreaterThan(2);
    for (const path of unclear) expect(path.at(-1)?.step.name).toBe('RequireClearAnswer');
    expect(unclear.filter((path) => has(path, 'DeleteLoginProfile'))).toEqual([]);
  });

  it('there is at most one wait, and after it the task that does not wait again', () => {
    for (const path of ALL) {
      const waits = path.filter(({ step }) => /^Wait(ForReport|Seconds)$/.test(step.name));
      expect(waits.length).toBeLessThan(2);
      expect([named(path), has(path, 'ConfirmAgain')]).toEqual([named(path), waits.some(({ succeeded }) => succeeded)]);
    }
    expect(stepNamed('ConfirmAgain').inputs['InputPayload']).toMatchObject({ task: 'confirm after wait' });
  });
});
