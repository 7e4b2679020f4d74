import { AwsError } from '../../core/aws-error';
import type { ResourceProvider } from '../../cloudformation/provider';
import { itemsOf, membersOf } from '../../core/json';

/** What this needs of CloudWatch. */
export interface Dashboards {
  /** The bodies, parsed, by name. */
  readonly dashboards: Map<string, unknown>;
}

/** AWS::CloudWatch::Dashboard. Ref: its name. AWS: "Dashboard body structure and syntax", CloudWatch API Reference. */
export function dashboardProvider(cloudwatch: Dashboards): ResourceProvider {
  return {
    create(properties, { physicalName }) {
      properties.only('DashboardName', 'DashboardBody');
      const name =
        properties.optionalText('DashboardName', { min: 1, max: 255, pattern: /^[\w-]+$/ }) ?? physicalName(255);
      cloudwatch.dashboards.set(name, bodyOf(name, properties.text('DashboardBody')));
      return { ref: name, attributes: {} };
    },
  };
}

/** @throws AwsError InvalidParameterInput as PutDashboard does */
function bodyOf(name: string, text: string): unknown {
  const body = parseJson(name, text);
  if (itemsOf(membersOf(body)?.get('widgets'))) return body;
  throw invalid(`the body of the dashboard ${name} must be an object with a list of widgets`);
}

function parseJson(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw invalid(`the body of the dashboard ${name} is no JSON: ${String(cause)}`);
  }
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidParameterInput', `The dashboard body is invalid: ${message}`);
}
