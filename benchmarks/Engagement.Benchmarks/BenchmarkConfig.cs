using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Engagement.Benchmarks;

/// <summary>
/// How benchmarks run. In process, because the generated project of the default toolchain would be built by this
/// repository's own rules and fail on their warnings; one job at a time, nothing else running.
/// </summary>
internal static class BenchmarkConfig
{
    public static IConfig Full() => With(Job.Default);

    public static IConfig Short() => With(Job.ShortRun);

    /// <summary>Allocated bytes need no statistics: few operations, enough that start-up costs vanish in them.</summary>
    public static IConfig AllocationsOnly() =>
        With(Job.Dry.WithWarmupCount(2).WithIterationCount(1).WithInvocationCount(512).WithUnrollFactor(16));

    private static ManualConfig With(Job job) => ManualConfig.CreateEmpty()
        .AddJob(job.WithToolchain(InProcessEmitToolchain.Instance))
        .AddDiagnoser(MemoryDiagnoser.Default)
        .AddColumnProvider(DefaultColumnProviders.Instance)
        .AddExporter(MarkdownExporter.GitHub)
        .AddLogger(ConsoleLogger.Default);
}
