using System.Runtime.InteropServices;

namespace Engagement.Node.Tests.Storage;

/// <summary>A small file system in memory that can be filled, emptied and made read-only.</summary>
internal sealed partial class Tmpfs : IDisposable
{
    private const nuint ReadOnlyFlag = 1;
    private const nuint RemountFlag = 32;
    private const int DetachFlag = 2;

    private readonly TempFolder _folder = new();

    public Tmpfs(int kilobytes) => Mount(_folder.Path, flags: 0, $"size={kilobytes}k");

    public static bool CanMount { get; } = TryMount();

    public string File(string name) => _folder.File(name);

    public void Resize(int kilobytes) => Mount(_folder.Path, RemountFlag, $"size={kilobytes}k");

    public void SetReadOnly(bool readOnly) => Mount(_folder.Path, RemountFlag | (readOnly ? ReadOnlyFlag : 0), data: null);

    public void Dispose()
    {
        _ = Unmount(_folder.Path, DetachFlag);
        _folder.Dispose();
    }

    private static bool TryMount()
    {
        if (!OperatingSystem.IsLinux()) return false;
        try
        {
            new Tmpfs(kilobytes: 64).Dispose();
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static void Mount(string target, nuint flags, string? data)
    {
        if (MountNative("tmpfs", target, "tmpfs", flags, data) == 0) return;
        throw new IOException($"mount failed with errno {Marshal.GetLastPInvokeError()}");
    }

    [LibraryImport("libc", EntryPoint = "mount", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int MountNative(string source, string target, string type, nuint flags, string? data);

    [LibraryImport("libc", EntryPoint = "umount2", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Unmount(string target, int flags);
}
