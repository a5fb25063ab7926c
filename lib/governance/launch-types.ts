/** All that a launch may be made of; the second bootstrap's execution role can make nothing else either. None of it grants anything. */
export const LAUNCH_TYPES: readonly string[] = [
  'AWS::CloudWatch::Alarm',
  'AWS::Events::Rule',
  'AWS::SSM::Parameter',
  'AWS::Scheduler::Schedule',
];
