namespace Engagement.Hosting.Demo;

/// <summary>The demo's files, which are part of the assembly: a server needs nothing beside it.</summary>
internal static class DemoFiles
{
    /// <param name="path">As in the source folder, with forward slashes.</param>
    public static byte[] Read(string path)
    {
        using var stream = typeof(DemoFiles).Assembly.GetManifestResourceStream($"Demo/{path}") ?? throw new FileNotFoundException(path);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
