namespace Engagement.Cluster.Tests.Wire;

/// <summary>Bytes that were once sent under a name: they never change, new forms are added.</summary>
internal static class Golden
{
    /// <summary>Of lines of a name and its bytes in hexadecimal.</summary>
    public static Dictionary<string, string> Read(string file) => File
        .ReadLines(Path.Combine(AppContext.BaseDirectory, "Wire", "Golden", file))
        .Select(line => line.Split(' '))
        .ToDictionary(words => words[0], words => words[1]);
}
