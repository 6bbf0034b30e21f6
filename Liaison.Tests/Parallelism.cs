using NUnit.Framework;

// Fixtures that are marked with [Parallelizable] mostly wait for processes that they start, and run beside each other. The others run
// one at a time after them, since many of them measure memory, handles or the thread pool of this process.
[assembly: LevelOfParallelism(3)]
