using BenchmarkDotNet.Attributes;
using Engagement.Node.Storage;

namespace Engagement.Benchmarks;

/// <summary>One commit of a partition: a row of so many bytes, synced, old rows let go of. The bare counterpart is a write and a sync of the same bytes.</summary>
public class JournalBenchmarks : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("engagement-journal-").FullName;
    private Journal _journal = null!;
    private FileStream _file = null!;
    private byte[] _body = [];

    [Params(4_096, 20_480, 65_536)]
    public int Bytes { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _body = new byte[Bytes];
        new Random(5).NextBytes(_body);
        _journal = Journal.Open(Path.Combine(_folder, $"journal-{Bytes}.db"));
        _file = new FileStream(Path.Combine(_folder, $"bare-{Bytes}.log"), FileMode.Create, FileAccess.Write, FileShare.None, 0);
    }

    [Benchmark(Baseline = true)]
    public long BareWriteAndSync()
    {
        _file.Write(_body);
        _file.Flush(flushToDisk: true);
        return _file.Position;
    }

    [Benchmark]
    public long Commit()
    {
        var row = _journal.Append(_body);
        _journal.TrimTo(row - 500);
        _journal.WriteBackWhenDue();
        return row;
    }

    [GlobalCleanup]
    public void Dispose()
    {
        GC.SuppressFinalize(this);
        _journal.Dispose();
        _file.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
