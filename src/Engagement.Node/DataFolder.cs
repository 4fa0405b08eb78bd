using System.Text.Json;

namespace Engagement.Node;

/// <summary>The folder a node keeps its data in: made when missing, used by one process at a time, and always with the same number of partitions.</summary>
internal sealed class DataFolder : IDisposable
{
    private const string LockFile = "node.lock";
    private const string ShapeFile = "node.json";

    private readonly FileStream _lock;

    private DataFolder(FileStream @lock, int partitions) => (_lock, Partitions) = (@lock, partitions);

    public int Partitions { get; }

    /// <param name="partitions">0: one per core. Ignored where the folder says otherwise, by its file or its journals, since a key's partition follows from their number.</param>
    /// <exception cref="IOException">The folder cannot be made or written, or another process has it.</exception>
    public static DataFolder Open(string path, int partitions)
    {
        Directory.CreateDirectory(path);
        var held = Hold(Path.Combine(path, LockFile));
        try
        {
            return new DataFolder(held, Shape(Path.Combine(path, ShapeFile), partitions == 0 ? Environment.ProcessorCount : partitions));
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    public void Dispose() => _lock.Dispose();

    private static FileStream Hold(string file)
    {
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException taken)
        {
            throw new IOException($"{file}: the data folder is in use by another process", taken);
        }
    }

    private static int Shape(string file, int partitions)
    {
        if (File.Exists(file))
        {
            using var shape = JsonDocument.Parse(File.ReadAllBytes(file));
            return shape.RootElement.GetProperty("partitions").GetInt32();
        }

        // Renamed into place: there is a whole file or none. A power cut may take the name with it, after journals were made: then they say it.
        var journals = Directory.GetFiles(Path.GetDirectoryName(file)!, "journal-*.db").Length;
        partitions = journals > 0 ? journals : partitions;
        File.WriteAllText(file + ".new", $"{{\"version\":1,\"partitions\":{partitions}}}");
        File.Move(file + ".new", file);
        return partitions;
    }
}
