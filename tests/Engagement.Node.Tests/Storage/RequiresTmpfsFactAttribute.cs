namespace Engagement.Node.Tests.Storage;

/// <summary>A test that fills a disk of its own; skipped, and shown as skipped, where none may be mounted.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RequiresTmpfsFactAttribute : FactAttribute
{
    public RequiresTmpfsFactAttribute()
    {
        if (!Tmpfs.CanMount) Skip = "needs to mount a tmpfs (Linux, root)";
    }
}
