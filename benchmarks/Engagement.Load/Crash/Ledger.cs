using System.Globalization;

namespace Engagement.Load.Crash;

/// <summary>
/// An append-only file of what was acknowledged. Its first line holds the delay of the delayed campaign in
/// milliseconds. Thread safe; what is appended stands in the file after <see cref="Dispose"/>.
/// </summary>
internal sealed class Ledger : IDisposable
{
    private readonly Lock _lock = new();
    private readonly StreamWriter _file;
    private int _count;

    public Ledger(string path, TimeSpan delay)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        _file = new StreamWriter(path, append: false);
        _file.WriteLine(((long)delay.TotalMilliseconds).ToString(CultureInfo.InvariantCulture));
    }

    public int Count => Volatile.Read(ref _count);

    public void Append(IEnumerable<LedgerEntry> entries)
    {
        lock (_lock)
        {
            foreach (var entry in entries)
            {
                _file.WriteLine(entry.Line());
                _count++;
            }
        }
    }

    public void Dispose() => _file.Dispose();

    public static (TimeSpan Delay, IReadOnlyList<LedgerEntry> Entries) Read(string path)
    {
        var lines = File.ReadLines(path);
        var delay = TimeSpan.FromMilliseconds(long.Parse(lines.First(), CultureInfo.InvariantCulture));
        return (delay, [.. lines.Skip(1).Select(LedgerEntry.Parse)]);
    }
}
