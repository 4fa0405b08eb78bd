using System.Globalization;

namespace Engagement.Load.Measuring;

/// <summary>
/// CPU time and memory of another process, from /proc. CPU time comes in steps of 10 ms. Without a process (a server
/// given by its address alone) both are zero.
/// </summary>
internal sealed class ServerFigures(string? folder)
{
    // USER_HZ is 100 in the kernel's interface on every architecture .NET runs on.
    private const long TicksPerJiffy = TimeSpan.TicksPerSecond / 100;

    public ServerFigures(int? process)
        : this(process is null ? null : $"/proc/{process}")
    {
    }

    /// <summary>The thread that asks.</summary>
    public static ServerFigures OfThisThread { get; } = new("/proc/thread-self");

    public TimeSpan Cpu
    {
        get
        {
            if (folder is null)
                return TimeSpan.Zero;
            var stat = File.ReadAllText(folder + "/stat");
            // The second field, the name, may hold spaces; the third follows its last parenthesis.
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            var jiffies = long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture);
            return TimeSpan.FromTicks(jiffies * TicksPerJiffy);
        }
    }

    /// <summary>Resident memory in bytes, now.</summary>
    public long Resident => Field("VmRSS:");

    /// <summary>The most resident memory it ever had, in bytes.</summary>
    public long PeakResident => Field("VmHWM:");

    private long Field(string name)
    {
        if (folder is null)
            return 0;
        var line = File.ReadLines(folder + "/status").FirstOrDefault(text => text.StartsWith(name, StringComparison.Ordinal));
        return line is null ? 0 : long.Parse(line[name.Length..].Replace("kB", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture) * 1024;
    }
}
