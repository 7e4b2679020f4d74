import { type MetricFilterDefinition, MetricFilters } from '../../cloudwatch/metric-filters';
import type { Metrics } from '../../cloudwatch/metrics';
import { NotModelled } from '../../endpoint/aws-error';
import type { Logs } from '../../logs';
import type { Properties } from '../properties';
import type { ResourceProvider } from '../provider';
import { optionalNumber } from './number-property';

/** AWS::Logs::MetricFilter with one metric. Ref: its name. */
export function metricFilterProvider(
  logs: Pick<Logs, 'hasLogGroup' | 'lineObservers'>,
  metrics: Pick<Metrics, 'put'>,
): ResourceProvider {
  const filters = new MetricFilters(logs, metrics);
  return {
    create(properties, { logicalId, physicalName }) {
      properties.only('FilterName', 'FilterPattern', 'LogGroupName', 'MetricTransformations');
      const name = properties.optionalText('FilterName', { min: 1, max: 512 }) ?? physicalName(512);
      const [transformation, ...others] = properties.structures('MetricTransformations');
      if (!transformation || others.length > 0) {
        throw new NotModelled(`a metric filter with any but one MetricTransformation, ${logicalId}`);
      }
      filters.put({
        name,
        logGroup: properties.text('LogGroupName', { min: 1, max: 512 }),
        pattern: properties.text('FilterPattern', { max: 1024 }),
        ...metricOf(transformation, logicalId),
      });
      return { ref: name, attributes: {} };
    },
  };
}

function metricOf(
  transformation: Properties,
  logicalId: string,
): Omit<MetricFilterDefinition, 'name' | 'logGroup' | 'pattern'> {
  transformation.only('MetricNamespace', 'MetricName', 'MetricValue', 'DefaultValue', 'Dimensions', 'Unit');
  const unit = transformation.optionalText('Unit');
  const defaultValue = optionalNumber(transformation, 'DefaultValue');
  const dimensions = transformation
    .structures('Dimensions')
    .map((dimension) => [dimension.only('Key', 'Value').text('Key', { min: 1, max: 255 }), dimension.text('Value')]);
  if (defaultValue !== undefined && dimensions.length > 0) {
    throw new NotModelled(`a metric filter with dimensions and a default value, which AWS refuses, ${logicalId}`);
  }
  return {
    namespace: transformation.text('MetricNamespace', { min: 1, max: 255, pattern: /^[^:*$]+$/ }),
    metric: transformation.text('MetricName', { min: 1, max: 255, pattern: /^[^:*$]+$/ }),
    value: transformation.text('MetricValue', { min: 1, max: 100 }),
    dimensions: Object.fromEntries(dimensions),
    ...(unit !== undefined && { unit }),
    ...(defaultValue !== undefined && { defaultValue }),
  };
}
