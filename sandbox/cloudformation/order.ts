import { templateError } from './template-error';

/**
 * The names in an order in which each comes after what it depends on, otherwise as they are.
 * `dependencies` has an entry for every name, and names only those.
 * @throws AwsError ValidationError that names a circle
 */
export function inOrderOfDependency(dependencies: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const ordered = new Set<string>();
  const visit = (name: string, path: readonly string[]): void => {
    if (ordered.has(name)) return;
    if (path.includes(name)) {
      const circle = path.slice(path.indexOf(name));
      throw templateError(`Circular dependency between resources: [${circle.join(', ')}]`);
    }
    for (const dependency of dependencies.get(name) ?? []) visit(dependency, [...path, name]);
    ordered.add(name);
  };
  for (const name of dependencies.keys()) visit(name, []);
  return [...ordered];
}
