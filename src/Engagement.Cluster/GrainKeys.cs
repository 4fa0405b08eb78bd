using Engagement.Core;

namespace Engagement.Cluster;

/// <summary>
/// The text by which the grain of an actor is found and stored: kind letter, workspace and id, divided by <c>/</c>, each escaped as in a URI
/// (RFC 3986), so that every storage takes it and a person can read it.
/// </summary>
/// <remarks>
/// None of them can be read as a number, decimal or hexadecimal: the ADO.NET storage takes such keys for numbers, and would keep <c>7</c> and
/// <c>007</c>, or <c>abc</c> and <c>ABC</c>, in one row.
/// </remarks>
internal static class GrainKeys
{
    private const string WorkspacePrefix = "workspace/";

    public static string Of(ActorKey actor) =>
        $"{ActorKey.Letter(actor.Kind)}/{Uri.EscapeDataString(actor.Workspace.Value)}/{Uri.EscapeDataString(actor.Id)}";

    public static string Of(WorkspaceId workspace) => WorkspacePrefix + Uri.EscapeDataString(workspace.Value);

    /// <exception cref="FormatException">Not what <see cref="Of(ActorKey)"/> made.</exception>
    public static ActorKey Parse(string text)
    {
        var parts = text.Split('/');
        return parts.Length == 3
            ? ActorKey.Parse($"{parts[0]}\u001f{Uri.UnescapeDataString(parts[1])}\u001f{Uri.UnescapeDataString(parts[2])}")
            : throw new FormatException($"'{text}' is not the key of an actor's grain");
    }

    /// <exception cref="FormatException">Not what <see cref="Of(WorkspaceId)"/> made.</exception>
    public static WorkspaceId ParseWorkspace(string text) => text.StartsWith(WorkspacePrefix, StringComparison.Ordinal)
        ? new WorkspaceId(Uri.UnescapeDataString(text[WorkspacePrefix.Length..]))
        : throw new FormatException($"'{text}' is not the key of a workspace's grain");
}
