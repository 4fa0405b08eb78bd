using System.Diagnostics;
using Xunit;

namespace Engagement.ReadModels.Tests.Sqlite;

/// <summary>A file system in memory that can be full.</summary>
internal sealed class SmallDisk : IDisposable
{
    public SmallDisk(string folder, int kilobytes)
    {
        Folder = folder;
        Directory.CreateDirectory(folder);
        Run("mount", "-t", "tmpfs", "-o", $"size={kilobytes}k", "tmpfs", folder);
    }

    public static bool CanMount { get; } = OperatingSystem.IsLinux() && Environment.UserName == "root" && File.Exists("/proc/mounts") && Try();

    private string Folder { get; }

    public void Resize(int kilobytes) => Run("mount", "-o", $"remount,size={kilobytes}k", Folder);

    public void Dispose() => Run("umount", "-l", Folder);

    private static bool Try()
    {
        try
        {
            new SmallDisk(Path.Combine(Path.GetTempPath(), $"engagement-{Guid.NewGuid():N}"), 64).Dispose();
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static void Run(string command, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardError = true })!;
        var said = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new IOException($"{command}: {said}");
        }
    }
}

/// <summary>A test that fills a disk of its own; skipped, and shown as skipped, where none may be mounted.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SmallDiskFactAttribute : FactAttribute
{
    public SmallDiskFactAttribute()
    {
        if (!SmallDisk.CanMount)
        {
            Skip = "needs to mount a tmpfs (Linux, root)";
        }
    }
}
