using Engagement.Core;

namespace Engagement.Cluster;

/// <summary>
/// The text by which the grain of an actor is found and stored: kind letter, workspace and id, divided by <c>/</c>, each escaped as in a URI
/// (RFC 3986), so that every storage takes it and a person can read it.
/// </summary>
internal static class GrainKeys
{
    public static string Of(ActorKey actor) =>
        $"{ActorKey.Letter(actor.Kind)}/{Uri.EscapeDataString(actor.Workspace.Value)}/{Uri.EscapeDataString(actor.Id)}";

    public static string Of(WorkspaceId workspace) => Uri.EscapeDataString(workspace.Value);

    /// <exception cref="FormatException">Not what <see cref="Of(ActorKey)"/> made.</exception>
    public static ActorKey Parse(string text)
    {
        var parts = text.Split('/');
        return parts.Length == 3
            ? ActorKey.Parse($"{parts[0]}\u001f{Uri.UnescapeDataString(parts[1])}\u001f{Uri.UnescapeDataString(parts[2])}")
            : throw new FormatException($"'{text}' is not the key of an actor's grain");
    }

    public static WorkspaceId ParseWorkspace(string text) => new(Uri.UnescapeDataString(text));
}
