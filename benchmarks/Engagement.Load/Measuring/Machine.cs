using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Engagement.Load.Measuring;

/// <summary>What a figure cannot be read without: where and of what it was taken. Holds no names of hosts or folders.</summary>
internal sealed record Machine(string Processor, int Cores, long MemoryGigabytes, string Kernel, string Runtime, string Commit)
{
    public static Machine Here()
    {
        var model = File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal));
        var memory = File.ReadLines("/proc/meminfo").First();
        var kilobytes = long.Parse(new string([.. memory.Where(char.IsAsciiDigit)]), System.Globalization.CultureInfo.InvariantCulture);
        return new Machine(
            model?[(model.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString(),
            Directory.GetDirectories("/sys/devices/system/cpu", "cpu?*").Count(path => char.IsAsciiDigit(path[^1])),
            kilobytes / 1024 / 1024,
            File.ReadAllText("/proc/sys/kernel/osrelease").Trim(),
            RuntimeInformation.FrameworkDescription,
            CommitHere());
    }

    private static string CommitHere()
    {
        var hash = Git("rev-parse --short=12 HEAD");
        if (hash.Length == 0)
            return "unknown";
        return Git("status --porcelain --untracked-files=no").Length == 0 ? hash : hash + " with local changes";
    }

    private static string Git(string arguments)
    {
        try
        {
            using var git = Process.Start(new ProcessStartInfo("git", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var output = git.StandardOutput.ReadToEnd().Trim();
            git.WaitForExit();
            return git.ExitCode == 0 ? output : "";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "";
        }
    }
}
