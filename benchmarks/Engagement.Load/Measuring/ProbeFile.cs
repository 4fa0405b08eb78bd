using System.ComponentModel;
using Engagement.Load.Driving;
using Microsoft.Win32.SafeHandles;

namespace Engagement.Load.Measuring;

/// <summary>
/// A file on the disk under test that already has its size, written over from the start when its end is reached, as a write-ahead log is. Calls
/// fsync itself: the runtime's own flush may hide an error. Gone when disposed.
/// </summary>
internal sealed class ProbeFile : IDisposable
{
    private readonly SafeFileHandle _file;
    private readonly byte[] _block;
    private readonly long _blocks;
    private long _next;

    /// <param name="blockBytes">Bytes that each write takes.</param>
    /// <param name="blocks">Writes after which it starts over.</param>
    public ProbeFile(string folder, int blockBytes, int blocks)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, $"sync-probe-{Guid.NewGuid():N}");
        _file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, options: FileOptions.DeleteOnClose);
        _block = new byte[blockBytes];
        _blocks = blocks;
        new Random(1).NextBytes(_block);
        for (var block = 0; block < blocks; block++)
            Write();
        Sync();
    }

    /// <exception cref="Win32Exception">The disk refused the sync.</exception>
    public void WriteAndSync()
    {
        Write();
        Sync();
    }

    public void Dispose() => _file.Dispose();

    private void Write() => RandomAccess.Write(_file, _block, _next++ % _blocks * _block.Length);

    private void Sync()
    {
        if (Native.Sync((int)_file.DangerousGetHandle()) != 0)
            throw new Win32Exception();
    }
}
