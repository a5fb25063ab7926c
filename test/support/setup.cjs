// The core's built-in validator takes seconds to start and adds nothing to the packs (packs run without it).
process.env.CDK_VALIDATION = 'false';
process.env.TZ = 'UTC';
// cdk-nag reads a deprecated property of every bus policy, as bin/app.ts says.
process.env.JSII_DEPRECATED = 'quiet';
