// The core's built-in validator takes seconds to start and adds nothing to the packs (packs run without it).
process.env.CDK_VALIDATION = 'false';
process.env.TZ = 'UTC';
