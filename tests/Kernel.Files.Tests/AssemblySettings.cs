// The simulated machine is one for the process.

[assembly: Xunit.CollectionBehavior(DisableTestParallelization = true)]
