using NUnit.Framework;

// Fixtures run beside each other, since many of them wait for processes that they start. A fixture that measures or changes something
// of the whole process (memory, handles, listeners of telemetry, an environment variable) is marked with [NonParallelizable], and runs
// alone after the others.
[assembly: Parallelizable(ParallelScope.Fixtures)]
[assembly: LevelOfParallelism(4)]
