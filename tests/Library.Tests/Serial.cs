// The console and the emulated system are static: tests run one after the other.

[assembly: CollectionBehavior(DisableTestParallelization = true)]
