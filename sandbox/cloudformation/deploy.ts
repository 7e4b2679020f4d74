import { applyPlan, type StackResources } from './apply';
import type { ChangeOptions, StackResource } from './change-resource';
import { type Plan, type PlanOptions, planStack } from './plan';

/** A stack after its creation. */
export interface Stack {
  readonly name: string;
  /** The values in use, given or default. */
  readonly parameters: Readonly<Record<string, string>>;
  /** By logical id, without those whose condition is false. */
  readonly resources: Readonly<Record<string, StackResource>>;
}

export type DeployOptions = PlanOptions & ChangeOptions;

/**
 * Creates the resources of a template. It checks what it can before it creates a resource. If a resource then fails, the
 * ones before it stay.
 * @throws AwsError as CloudFormation refuses, or as a resource's service does, naming the resource; NotModelled by name
 */
export async function deploy(source: unknown, options: DeployOptions): Promise<Stack> {
  return await deployPlan(planStack(source, options), options);
}

/** As `deploy`, after its checks. */
export async function deployPlan(plan: Plan, options: ChangeOptions): Promise<Stack> {
  const resources: StackResources = new Map();
  await applyPlan(plan, resources, options);
  return { name: plan.stackName, parameters: plan.parameters, resources: Object.fromEntries(resources) };
}
