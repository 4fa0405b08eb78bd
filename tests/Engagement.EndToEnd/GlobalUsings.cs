global using Engagement.EndToEnd.Harness;
global using Shouldly;
global using Xunit;

// Each test may hold a server, a browser and a client: more at once would measure the machine.
[assembly: CollectionBehavior(MaxParallelThreads = 2)]
