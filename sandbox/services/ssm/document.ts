import { Content } from './content';
import { checkFlow } from './flow';
import { type Parameter, parseParameters } from './parameters';
import type { OutputReference, Runbook, Step } from './runbook';
import { parseSelector } from './selector';
import type { Action, Output } from './steps/action';
import { actionNamed } from './steps/actions';
import { checkReferences, type Reference } from './template';

/** AWS: "Using action outputs as inputs", Systems Manager User Guide */
const VALUE_TYPES = ['String', 'Integer', 'Boolean', 'StringList', 'StringMap', 'MapList'];

/** Throws for a reference to something that the document does not have. */
type Scope = (reference: Reference, place: Content) => void;

const STEP_KEYS =
  'name description action inputs outputs maxAttempts timeoutSeconds onFailure isCritical isEnd nextStep';

/**
 * AWS: "Systems Manager Automation runbook syntax" and "Properties shared by all actions", Systems Manager User Guide.
 * @throws AwsError InvalidDocumentContent, naming the place; NotModelled for what only AWS has
 */
export function parseDocument(value: unknown): Runbook {
  const content = new Content(value)
    .without('variables', 'files')
    .only('schemaVersion', 'description', 'assumeRole', 'parameters', 'mainSteps', 'outputs');
  content.text('schemaVersion', { oneOf: ['0.3'] });
  const parameters = parseParameters(content.optionalStructure('parameters'));
  const steps = content.structures('mainSteps', { min: 1 }).map(parseStep);
  checkNames(steps);
  const scope = scopeOf(parameters, steps);
  for (const { place, action } of steps) {
    checkReferences(place.member('inputs'), scope);
    action.check(place.structure('inputs'));
  }
  checkFlow(steps);
  return {
    description: content.optionalText('description') ?? '',
    assumeRole: parseAssumeRole(content, scope),
    parameters,
    steps,
    outputs: parseOutputs(content, scope),
  };
}

function parseStep(content: Content): Step {
  content
    .without('onCancel')
    .only(...STEP_KEYS.split(' '))
    .optionalText('description');
  const action = actionNamed(content.member('action'));
  const inputs = content.structure('inputs').entries();
  const onFailure = parseOnFailure(content.optionalMember('onFailure'));
  const isCritical = content.optionalBoolean('isCritical') ?? onFailure !== 'Continue';
  if (onFailure === 'Abort' && !isCritical)
    throw content.notModelled('onFailure Abort with isCritical false: AWS does not say how such a run ends');
  return {
    place: content,
    name: content.text('name', { pattern: /^[a-zA-Z0-9_]{1,128}$/ }),
    actionName: content.text('action'),
    action,
    inputs: Object.fromEntries(inputs.map(([name, input]) => [name, input.value])),
    outputs: parseStepOutputs(content, action),
    maxAttempts: content.optionalInteger('maxAttempts', { min: 1 }) ?? 1,
    timeoutSeconds: content.optionalInteger('timeoutSeconds', { min: 1 }),
    onFailure,
    isCritical,
    ...parseNext(content, action),
  };
}

function parseOnFailure(content: Content | undefined): Step['onFailure'] {
  if (!content) return 'Abort';
  const text = content.asText();
  if (text === 'Abort' || text === 'Continue') return text;
  const step = /^step:(\w+)$/.exec(text)?.[1];
  if (step === undefined) throw content.invalid(`"${text}" is not Abort, Continue or step:name`);
  return { step };
}

function parseNext(content: Content, action: Action): Pick<Step, 'isEnd' | 'nextStep'> {
  const isEnd = content.optionalBoolean('isEnd') ?? false;
  const nextStep = content.optionalMember('nextStep');
  if (!nextStep) return { isEnd };
  if (isEnd) throw nextStep.notModelled('nextStep together with isEnd');
  if (action.jumps) throw nextStep.notModelled('nextStep on a step that branches');
  return { isEnd, nextStep: nextStep.asLiteral() };
}

function parseStepOutputs(content: Content, action: Action): readonly Output[] {
  if (content.has('outputs') && !action.customOutputs)
    throw content.member('outputs').notModelled('outputs on a step of this action');
  return content.structures('outputs').map((output) => {
    const type = output.only('Name', 'Selector', 'Type').optionalText('Type', { oneOf: VALUE_TYPES }) ?? 'String';
    if (type !== 'String') throw output.member('Type').notModelled(`an output of the type ${type}`);
    return {
      name: output.text('Name', { pattern: /^[a-zA-Z0-9_]{1,64}$/ }),
      selector: parseSelector(output.member('Selector')),
    };
  });
}

function checkNames(steps: readonly Step[]): void {
  for (const [index, { name, place, outputs }] of steps.entries()) {
    if (steps.findIndex((other) => other.name === name) !== index)
      throw place.member('name').invalid(`two steps are named "${name}"`);
    const names = outputs.map((output) => output.name);
    const twice = names.find((output, at) => names.indexOf(output) !== at);
    if (twice !== undefined) throw place.member('outputs').invalid(`two outputs are named "${twice}"`);
  }
}

/** @throws NotModelled for a run without a role, which has the permissions of its starter */
function parseAssumeRole(content: Content, scope: Scope): string {
  const role = content.optionalMember('assumeRole');
  if (!role) throw content.notModelled('a runbook without assumeRole, which has the permissions of its starter');
  checkReferences(role, (reference, place) => {
    if (reference.kind === 'output') throw place.invalid('no step has run when the role is assumed');
    scope(reference, place);
  });
  return role.asText();
}

function parseOutputs(content: Content, scope: Scope): readonly OutputReference[] {
  return content.items('outputs').map((place) => {
    const [, step, output] = /^(\w+)\.(\w+)$/.exec(place.asText()) ?? [];
    if (step === undefined || output === undefined) throw place.invalid(`"${place.asText()}" is not step.output`);
    const reference = { kind: 'output' as const, step, output };
    scope(reference, place);
    return reference;
  });
}

function scopeOf(parameters: readonly Parameter[], steps: readonly Step[]): Scope {
  return (reference, place) => {
    if (reference.kind === 'parameter' && !parameters.some(({ name }) => name === reference.name))
      throw place.invalid(`there is no parameter "${reference.name}"`);
    if (reference.kind !== 'output') return;
    const step = steps.find(({ name }) => name === reference.step);
    if (!step) throw place.invalid(`there is no step "${reference.step}"`);
    if ([...step.action.outputs, ...step.outputs.map(({ name }) => name)].includes(reference.output)) return;
    if (reference.output === 'OutputPayload') throw place.notModelled(`the output ${reference.step}.OutputPayload`);
    throw place.invalid(`the step "${reference.step}" has no output "${reference.output}"`);
  };
}
