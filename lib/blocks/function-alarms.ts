import { Duration } from 'aws-cdk-lib';
import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { Alarms } from './alarm-desk';
import type { GovernedFunction } from './governed-function';

const FIVE_MINUTES = Duration.minutes(5);
const MOST_PERIODS = { threshold: 0, periods: 3, breaching: 2 };
/** Part of the time limit from which a function is too slow. */
const NEARLY_TIMED_OUT = 0.8;

/** Watches what is live of a function: errors, throttles, and runs that near its time limit. */
export const watchFunction = (fn: GovernedFunction, alarms: Alarms): void => {
  const { live, name: subject } = fn;
  alarms.watch(fn, 'ErrorAlarm', {
    kind: 'function-errors',
    subject,
    metric: live.metricErrors({ period: FIVE_MINUTES }),
    ...MOST_PERIODS,
  });
  alarms.watch(fn, 'ThrottleAlarm', {
    kind: 'function-throttles',
    subject,
    metric: live.metricThrottles({ period: FIVE_MINUTES }),
    ...MOST_PERIODS,
  });
  alarms.watch(fn, 'DurationAlarm', {
    kind: 'function-duration',
    subject,
    metric: live.metricDuration({ period: FIVE_MINUTES, statistic: Stats.p(99) }),
    threshold: fn.timeout.toMilliseconds() * NEARLY_TIMED_OUT,
    periods: 3,
  });
};
