namespace Engagement.Core;

/// <summary>The tenant: every other id lives in one. Opaque, 1 to 128 characters.</summary>
public readonly record struct WorkspaceId(string Value)
{
    public override string ToString() => Value;
}

/// <summary>A campaign of a workspace. Opaque, 1 to 128 characters.</summary>
public readonly record struct CampaignId(string Value)
{
    public override string ToString() => Value;
}

/// <summary>One message for one person on one channel, derived from person, campaign and cause: the same cause can never produce two.</summary>
public readonly record struct DeliveryId(string Value)
{
    public override string ToString() => Value;
}

public enum PersonKind : byte
{
    /// <summary>Named by the app's own user id.</summary>
    Known,

    /// <summary>Named by a client-made anonymous id, until an identify or alias joins it to a known person.</summary>
    Anonymous,
}

/// <summary>A person of a workspace. Known and anonymous ids are separate name spaces: equal texts are different persons.</summary>
public readonly record struct PersonId(PersonKind Kind, string Value)
{
    public static PersonId Known(string userId) => new(PersonKind.Known, userId);

    public static PersonId Anonymous(string anonymousId) => new(PersonKind.Anonymous, anonymousId);
}

public enum ActorKind : byte
{
    User,
    Anonymous,
    Campaign,
    Workspace,
}

/// <summary>The address of an actor. Two keys are equal when kind, workspace and id are.</summary>
public readonly record struct ActorKey(ActorKind Kind, WorkspaceId Workspace, string Id)
{
    public static ActorKey Of(WorkspaceId workspace, PersonId person) =>
        new(person.Kind == PersonKind.Known ? ActorKind.User : ActorKind.Anonymous, workspace, person.Value);

    public static ActorKey Of(WorkspaceId workspace, CampaignId campaign) => new(ActorKind.Campaign, workspace, campaign.Value);

    public static ActorKey Of(WorkspaceId workspace) => new(ActorKind.Workspace, workspace, string.Empty);

    public PersonId Person => new(Kind == ActorKind.User ? PersonKind.Known : PersonKind.Anonymous, Id);

    /// <summary>The stored form: kind letter, workspace and id separated by U+001F, which no id may contain.</summary>
    public override string ToString() => $"{Letter(Kind)}\u001f{Workspace.Value}\u001f{Id}";

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <exception cref="FormatException">The text is not a key.</exception>
    public static ActorKey Parse(string text)
    {
        var first = text.IndexOf('\u001f', StringComparison.Ordinal);
        var second = first < 0 ? -1 : text.IndexOf('\u001f', first + 1);
        if (first != 1 || second < 0)
        {
            throw new FormatException($"'{text}' is not an actor key");
        }

        return new ActorKey(KindOf(text[0]), new WorkspaceId(text[2..second]), text[(second + 1)..]);
    }

    public static char Letter(ActorKind kind) => kind switch
    {
        ActorKind.User => 'u',
        ActorKind.Anonymous => 'a',
        ActorKind.Campaign => 'c',
        _ => 'w',
    };

    private static ActorKind KindOf(char letter) => letter switch
    {
        'u' => ActorKind.User,
        'a' => ActorKind.Anonymous,
        'c' => ActorKind.Campaign,
        'w' => ActorKind.Workspace,
        _ => throw new FormatException($"'{letter}' is not a kind of actor"),
    };
}
